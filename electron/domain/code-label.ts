/** How our codes are named at a provider: found again by it, told from codes that somebody set at the lock. */
export const ourLabels = 'LK-'

export const isOurLabel = (label: string | null): boolean => label?.startsWith(ourLabels) ?? false
