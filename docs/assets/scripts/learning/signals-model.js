// How the sums of a posting become chances: two small logistic models, fitted to postings labelled by hand.
// docs/contributing/finder.md says how. Each row: a constant, then a weight for each feature, in the order of chancesOf.

export const MODEL = {
  /** Another job: from the balance of what says AI engineer and what says another trade, and the size of each. */
  other: [2.511, -1.550, -0.392, -0.403],
  /** Applied, infrastructure, both: from the lean, its distance from the middle, and lines that speak for both sides. */
  sides: [
    [0.972, 1.432, -0.307, -0.129],
    [-0.818, -1.456, 0.325, -0.150],
    [-0.154, 0.023, -0.018, 0.279],
  ],
  /** Both is rare and easily overlooked: it is said when its chance times this is the highest. */
  both: 1.92,
}
