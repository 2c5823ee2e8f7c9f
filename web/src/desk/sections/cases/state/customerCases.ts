/** The cases of the customer whose conversation is open, for the sidebar. */
import { Store } from "../../../../kit/store";
import { fetchCases } from "../api";
import { inOrder } from "../logic/cases";
import type { CaseSummary } from "../../../../kit/api/types";

export type CustomerCases = CaseSummary[] | "failed" | undefined;
export const customerCases = new Store<Record<string, CustomerCases>>({});

export const forgetCustomerCases = (): void => customerCases.set({});

/** Ask again behind what is shown. */
export async function loadCustomerCases(customerId: string): Promise<void> {
  try {
    const { cases } = await fetchCases(new URLSearchParams({ status: "any", customer_id: customerId }).toString());
    customerCases.patch({ [customerId]: inOrder(cases.filter(({ customer }) => customer.id === customerId)) });
  } catch {
    if (!customerCases.value[customerId]) customerCases.patch({ [customerId]: "failed" });
  }
}
