// How the sums of a posting become chances: two small logistic models, fitted to postings labelled by hand.
// docs/contributing/finder.md says how. Each row: a constant, then a weight for each feature, in the order of chancesOf.

export const MODEL = {
  /** Another job: from the balance of what says AI engineer and what says another trade, and the size of each. */
  other: [2.515, -1.560, -0.373, -0.412],
  /** Applied, infrastructure, both: from the lean, its distance from the middle, and lines that speak for both sides. */
  sides: [
    [1.246, 1.331, -0.351, -0.152],
    [-0.966, -1.432, 0.385, -0.144],
    [-0.280, 0.102, -0.034, 0.296],
  ],
  /** Both is rare and easily overlooked: it is said when its chance times this is the highest. */
  both: 1.65,
}
