// How the sums of a posting become chances: two small logistic models, fitted to postings labelled by hand.
// docs/contributing/finder.md says how. Each row: a constant, then a weight for each feature, in the order of chancesOf.

export const MODEL = {
  /** Another job: from the balance of what says AI engineer and what says another trade, and the size of each. */
  other: [2.517, -1.564, -0.369, -0.415],
  /** Applied, infrastructure, both: from the lean, its distance from the middle, and lines that speak for both sides. */
  sides: [
    [1.275, 1.364, -0.399, -0.148],
    [-0.972, -1.449, 0.410, -0.150],
    [-0.303, 0.085, -0.010, 0.298],
  ],
  /** Both is rare and easily overlooked: it is said when its chance times this is the highest. */
  both: 1.65,
}
