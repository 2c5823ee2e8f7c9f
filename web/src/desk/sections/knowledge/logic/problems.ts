/** What is wrong with an article, by its fields. */
import type { ApiError } from "../../../../kit/http";
import type { Problem } from "../../../../kit/api/types";

const within = (inner: string, outer: string) => inner === outer || inner.startsWith(`${outer}.`);

/** What is still known to be wrong once a field was changed: neither what is in it nor what it is in. */
export const remaining = (problems: readonly Problem[], field: string): Problem[] => problems.filter((problem) => !within(problem.field, field) && !within(field, problem.field));

/** What the server found wrong with what it did not save. */
export const problemsIn = (error: ApiError): Problem[] => (error.details["fields"] as Problem[] | undefined) ?? [];
