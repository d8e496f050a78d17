/** Words that begin a sentence. Pure. */
export const capital = (words: string): string => words.slice(0, 1).toUpperCase() + words.slice(1)
