/** What a customer wanted, in words for agents; the names are those of the assistant's training data. */
import type { Language } from "../../../../kit/api/types";

const LABELS: Record<string, Record<Language, string>> = {
  bag_status: { zh: "行李状态", en: "Bag status" },
  bag_missing: { zh: "行李未到", en: "Missing bag" },
  bag_damaged: { zh: "行李破损", en: "Damaged bag" },
  bag_contents_missing: { zh: "行李内物品缺失", en: "Missing contents" },
  bag_report_status: { zh: "行李报告进展", en: "Bag report progress" },
  bag_delivery_change: { zh: "更改行李派送", en: "Change of delivery" },
  bag_expense: { zh: "行李延误支出", en: "Late-bag expenses" },
  bag_allowance: { zh: "行李额", en: "Bag allowance" },
  bag_excess_fee: { zh: "超额行李费", en: "Excess bag fee" },
  bag_restricted: { zh: "限带物品", en: "Restricted items" },
  bag_special: { zh: "特殊行李", en: "Special baggage" },
  lost_item: { zh: "遗失物品", en: "Lost item" },
  flight_status: { zh: "航班动态", en: "Flight status" },
  disruption_care: { zh: "延误照顾", en: "Disruption care" },
  rebook: { zh: "改签", en: "Rebooking" },
  refund: { zh: "退票", en: "Refund" },
  refund_status: { zh: "退款进度", en: "Refund progress" },
  compensation: { zh: "赔偿", en: "Compensation" },
  check_in: { zh: "值机", en: "Check-in" },
  seat: { zh: "座位", en: "Seat" },
  special_assistance: { zh: "特殊协助", en: "Special assistance" },
  preferences: { zh: "个人偏好", en: "Preferences" },
  booking_info: { zh: "订单信息", en: "Booking details" },
  loyalty: { zh: "里程积分", en: "Miles and points" },
  invoice: { zh: "发票与行程单", en: "Invoice" },
  travel_documents: { zh: "旅行证件", en: "Travel documents" },
  appointment: { zh: "预约", en: "Appointment" },
  opening_hours: { zh: "营业时间", en: "Opening hours" },
  complaint: { zh: "投诉", en: "Complaint" },
  feedback: { zh: "意见反馈", en: "Feedback" },
  privacy_request: { zh: "隐私请求", en: "Privacy request" },
  human: { zh: "要求人工", en: "Wants a person" },
  greet: { zh: "问候", en: "Greeting" },
  goodbye: { zh: "道别", en: "Goodbye" },
  thank: { zh: "感谢", en: "Thanks" },
  affirm: { zh: "肯定", en: "Yes" },
  deny: { zh: "否定", en: "No" },
  cancel: { zh: "取消", en: "Cancel" },
  bot_challenge: { zh: "询问是否机器人", en: "Asks if it is a bot" },
  switch_language: { zh: "切换语言", en: "Switch language" },
  out_of_scope: { zh: "超出范围", en: "Out of scope" },
  nlu_fallback: { zh: "未能理解", en: "Not understood" },
  inform: { zh: "回答提问", en: "Answered a question" },
};

/** The label of an intent or topic; an unknown one is shown as it is named, with spaces. */
export function topicLabel(name: string, language: Language): string {
  return LABELS[name]?.[language] ?? name.replaceAll("_", " ");
}
