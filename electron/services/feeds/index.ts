export { feedFailureText } from './failure-text.ts'
export { type EventVerdict, judgeEvent } from './match.ts'
export { type PollReport, pollFeeds } from './poll.ts'
