import { FORM } from "../icons";
import { defineTexts } from "../i18n";
import type { FormStatus } from "../api/forms";
import type { Language } from "../api/types";
import { Icon } from "../ui/Icon";
import "./form-mark.css";

const texts = defineTexts({
  zh: {
    form: "表单",
    names: {
      bag_report: "行李异常登记",
      bag_claim: "行李费用与损失申请",
      delivery_change: "更改行李送达",
      rebook_request: "申请改签",
      refund_request: "申请退票",
      seat_request: "申请选座",
    } as Record<string, string>,
    status: { open: "填写中", submitted: "已提交", stopped: "已停止" } satisfies Record<FormStatus, string>,
  },
  en: {
    form: "Form",
    names: {
      bag_report: "Baggage report",
      bag_claim: "Baggage claim",
      delivery_change: "Change of delivery",
      rebook_request: "Change of flight",
      refund_request: "Refund request",
      seat_request: "Seat request",
    },
    status: { open: "Being filled in", submitted: "Sent", stopped: "Stopped" },
  },
});

/** A form as a record: which one, and how far it is. For those who read a conversation and do not fill the form in. */
export function FormMark({ name, status, language }: { name: string; status: FormStatus; language: Language }) {
  const text = texts[language];
  return (
    <p class="k-form-mark" data-testid="form-mark">
      <Icon path={FORM} size={16} />
      <span class="k-form-mark__name">{text.names[name] ?? text.form}</span>
      <span class={`k-form-mark__status k-form-mark__status--${status}`}>{text.status[status]}</span>
    </p>
  );
}
