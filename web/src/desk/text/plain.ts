/** A code that has no words of its own is shown as it is named, with spaces. */
export const plain = (code: string): string => code.charAt(0).toUpperCase() + code.slice(1).replaceAll("_", " ");
