// How the sums of a posting become chances: two small logistic models, fitted to postings labelled by hand.
// docs/contributing/finder.md says how. Each row: a constant, then a weight for each feature, in the order of chancesOf.

export const MODEL = {
  /** Another job: from the balance of what says AI engineer and what says another trade, and the size of each. */
  other: [3.452, -1.321, -0.206, -0.266, -0.523],
  /** Applied, infrastructure, both: from the lean, its distance from the middle, and lines that speak for both sides. */
  sides: [
    [0.670, 0.890, 0.131, 0.062, -0.266],
    [0.134, -1.043, 0.148, -0.177, -0.366],
    [-0.804, 0.153, -0.280, 0.115, 0.632],
  ],
  /** Both is rare and easily overlooked: it is said when its chance times this is the highest. */
  both: 1.65,
}
