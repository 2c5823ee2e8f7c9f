/** Making a generated type say what the document of the HTTP surface leaves open. */
import type { components } from "./schema";

export type Schemas = components["schemas"];

/**
 * `T` with some of its fields narrower: a string of which the server only ever sends a few, JSON of a known shape. A field
 * that the server does not have, or has with another type, does not compile.
 */
export type Narrow<T, Fields extends { [Key in keyof Fields]: Key extends keyof T ? T[Key] : never }> = Omit<T, keyof Fields> & Fields;
