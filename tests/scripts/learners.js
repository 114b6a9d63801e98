// Learners who are played: the scheduler's formulas with weights of their own are the truth of their memory.
// Used by test_forecast.py in a browser; the address of this module is not on the site.

/** The scheduler of the site with other weights. */
async function schedulerWith(change) {
  const text = await (await fetch("/learning/schedule.js")).text()
  const changed = text.replace(/WEIGHTS = \[([^\]]*)\]/, (_, weights) =>
    `WEIGHTS = [${weights.split(",").filter(weight => weight.trim()).map((weight, at) => change(Number(weight), at)).join(",")}]`)
  return import(URL.createObjectURL(new Blob([changed], { type: "text/javascript" })))
}

/** How memories differ: those of the default weights, ones that fade twice as fast, and ones that hold twice as long. */
const MEMORIES = {
  default: weight => weight,
  weak: (weight, at) => at < 4 ? weight / 2 : weight,
  strong: (weight, at) => at < 4 ? weight * 2 : weight,
}

const orders = ({ byGain, newOnes, isDue }) => ({
  gain: byGain,
  due: (cards, states, day) => [...late(cards, states, day, isDue), ...newOnes(cards, states)],
  fresh: (cards, states, day) => [...newOnes(cards, states), ...late(cards, states, day, isDue)],
})

const late = (cards, states, day, isDue) => {
  const overdue = card => (Date.parse(day) - Date.parse(states.get(card.id).due)) / Math.max(states.get(card.id).days, 1)
  return cards.filter(card => isDue(states.get(card.id), day) && states.get(card.id).last !== day).sort((one, other) => overdue(other) - overdue(one))
}

/**
 * The share of cards that a learner recalls on the date.
 * @param {{cards: number, days: number, answers: number, memory: string, order: string, seed: number}} given
 */
export async function remembered({ cards, days, answers, memory, order, seed }) {
  const [deck, forecast, calendar] = await Promise.all(["deck", "forecast", "days"].map(name => import(`/learning/${name}.js`)))
  const truth = await schedulerWith(MEMORIES[memory])
  const all = Array.from({ length: cards }, (_, order) => ({ id: `c${order}`, topic: `t${order % 25}`, order }))
  const learner = trueLearner(forecast, truth, calendar, seed), today = "2026-01-05", date = calendar.dayAfter(today, days)
  forecast.playUntil(learner, all, { today, date, answers }, orders(deck)[order])
  return all.reduce((sum, { id }) => sum + learner.recalls(id, date), 0) / cards
}

/** A learner who believes in the default weights and whose memory has others; cards differ in how hard they are. */
function trueLearner(forecast, truth, { daysBetween }, seed) {
  const minds = new Map(), hard = forecast.randomFrom(seed + 1), learner = forecast.player(new Map(), seed)
  const recalls = (id, day) => {
    const mind = minds.get(id)
    return mind ? truth.recall(Math.max(daysBetween(mind.day, day), 0), mind.stability * mind.ease) : 0
  }
  return {
    ...learner,
    recalls,
    knows: (id, day) => minds.has(id) ? recalls(id, day) : learner.knows(id, day),
    learns: (id, day, rating) => {
      const mind = minds.get(id)
      const memory = truth.answered(mind ?? null, rating, mind ? Math.max(daysBetween(mind.day, day), 0) : 0)
      minds.set(id, { ...memory, day, ease: mind?.ease ?? Math.exp(0.5 * (hard() + hard() + hard() - 1.5)) })
    },
  }
}
