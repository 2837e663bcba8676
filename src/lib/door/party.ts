/** How many people one act may register, and so how many can wait together. */
export const MOST_TOGETHER = 12;
