// The one log of this page, shared by all elements; instant navigation keeps the page, and so the log.
import { openLog } from "./log.js"

let log

/**
 * The learner's log of this site, opened once.
 * @returns {Promise<import("./log.js").Log>}
 */
export const theLog = () => log ??= openLog(new URL("../../../", import.meta.url).href)
