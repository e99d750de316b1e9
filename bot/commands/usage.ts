/** Thrown for wrong usage of a command; its message is a sentence for the person who typed it. */
export class Usage extends Error {}
