/** While an input method is composing, Enter belongs to it; keyCode 229 is how Safari says so. */
export const composing = (event: KeyboardEvent): boolean => event.isComposing || event.keyCode === 229;
