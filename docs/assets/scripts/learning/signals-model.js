// How the sums of a posting become chances: two small logistic models, fitted to postings labelled by hand.
// docs/contributing/finder.md says how. Each row: a constant, then a weight for each feature, in the order of chancesOf.

export const MODEL = {
  /** Another job: from the balance of what says AI engineer and what says another trade, and the size of each. */
  other: [3.481, -1.314, -0.359, -0.169, -0.503],
  /** Applied, infrastructure, both: from the lean, its distance from the middle, and lines that speak for both sides. */
  sides: [
    [0.756, 0.869, 0.090, -0.022, -0.149],
    [0.245, -1.048, 0.141, -0.159, -0.505],
    [-1.001, 0.179, -0.231, 0.181, 0.654],
  ],
  /** Both is rare and easily overlooked: it is said when its chance times this is the highest. */
  both: 1.49,
}
