// How the sums of a posting become chances: two small logistic models, fitted to postings labelled by hand.
// docs/contributing/finder.md says how. Each row: a constant, then a weight for each feature, in the order of chancesOf.

export const MODEL = {
  /** Another job: from the balance of what says AI engineer and what says another trade, and the size of each. */
  other: [3.637, -1.218, -0.444, -0.132, -0.495],
  /** Applied, infrastructure, both: from the lean, its distance from the middle, and lines that speak for both sides. */
  sides: [
    [0.757, 0.904, 0.041, -0.120, -0.064],
    [-0.069, -1.015, 0.171, -0.152, -0.341],
    [-0.688, 0.110, -0.213, 0.272, 0.405],
  ],
  /** Both is rare and easily overlooked: it is said when its chance times this is the highest. */
  both: 1.42,
}
