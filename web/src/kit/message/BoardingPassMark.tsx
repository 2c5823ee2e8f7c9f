import { TICKET } from "../icons";
import { defineTexts, useTexts } from "../i18n";
import { Icon } from "../ui/Icon";
import type { Pass } from "./boardingPass";
import "./boarding-pass.css";

const texts = defineTexts({ zh: { pass: "登机牌" }, en: { pass: "Boarding pass" } });

/** A scanned boarding pass, as the customer sees what they sent: not its sixty characters. */
export function BoardingPassMark({ pass }: { pass: Pass }) {
  const text = useTexts(texts);
  return (
    <p class="k-pass" data-testid="boarding-pass">
      <Icon path={TICKET} size={20} />
      <span class="k-pass__words">
        <strong>
          {pass.flight} {pass.from} → {pass.to}
        </strong>
        <span class="k-pass__kind">{text.pass}</span>
      </span>
    </p>
  );
}
