// The course of a session: what is asked after what, and what is written down of it.
const RULES = DATA.rules;
const QUESTIONS = new Map(DATA.questions.map((question) => [question.id, question]));
const KEY = `interview-session:${DATA.head.project}`;

// All that is kept: the reviews of this browser, how many of them were saved, a session that is on.
let state = { reviews: [], saved: 0, session: null, how: { minutes: "20", way: "typed", mix: "both" } };
let keeps = true;

function recall() {
  try {
    state = { ...state, ...JSON.parse(localStorage.getItem(KEY) ?? "{}") };
    if (state.session?.made !== DATA.made) state.session = null; // of a page that was written earlier
    keep();
  } catch {
    keeps = false;
  }
}

// Write the state down, with the reviews that another tab of this page has added to it.
function keep() {
  try {
    const { reviews } = JSON.parse(localStorage.getItem(KEY) ?? '{"reviews":[]}');
    const own = new Set(state.reviews.map(keyOf));
    state.reviews.push(...reviews.filter((review) => !own.has(keyOf(review))));
    localStorage.setItem(KEY, JSON.stringify(state));
  } catch {
    keeps = false; // no room, or none allowed: this visit only
  }
}

function clear() {
  try {
    localStorage.removeItem(KEY);
  } catch {
    keeps = false;
  }
}

const keyOf = (review) => `${review.ts} ${review.id}`;

// The reviews of a question, without what was asked once more in the same session.
function reviewsOf(id) {
  return state.reviews.filter((review) => review.id === id && review.mode !== "retry");
}

function heard(question) {
  const counts = [...question.heard];
  for (const { id, phrasing } of state.reviews) {
    if (id === question.id && phrasing < counts.length) counts[phrasing] += 1;
  }
  return counts;
}

function oneOf(list) {
  return list[Math.floor(Math.random() * list.length)];
}

function nextPhrasing(question) {
  const counts = heard(question);
  const least = Math.min(...counts);
  return oneOf([...counts.keys()].filter((place) => counts[place] === least));
}

function day(moment) {
  return new Date(moment).toDateString();
}

const isWalk = (question) => question.id.startsWith("walk.");
const ofMix = (mix) => (question) => mix === "both" || Boolean(question.subject) === (mix === "core");

// The questions in the order of asking: missed on an earlier day, never asked here, asked least.
function waiting(mix, used = []) {
  const today = day(Date.now());
  const rank = (question) => {
    const last = reviewsOf(question.id).at(-1);
    if (!last) return 1;
    return last.rating === 1 && day(last.ts) !== today ? 0 : 1 + reviewsOf(question.id).length;
  };
  return DATA.questions
    .filter((question) => !isWalk(question) && ofMix(mix)(question) && !used.includes(question.id))
    .map((question) => ({ question, rank: rank(question) }))
    .sort((one, other) => one.rank - other.rank)
    .map(({ question }) => question);
}

function turnOf(question) {
  return { kind: "question", id: question.id, phrasing: nextPhrasing(question) };
}

function sums(number) {
  const count = (id) => reviewsOf(id).length;
  const able = DATA.calculations.map((sum, place) => ({ kind: "calculation", id: sum.id, place }));
  const kinds = [...new Set(able.map((turn) => turn.id))];
  kinds.sort((one, other) => count(one) - count(other));
  return kinds.slice(0, number).map((id) => {
    const same = able.filter((turn) => turn.id === id);
    return same[count(id) % same.length];
  });
}

function begin({ minutes, way, mix }) {
  const rule = RULES.minutes[minutes];
  const chosen = waiting(mix).slice(0, rule.questions);
  const turns = chosen.map(turnOf);
  const first = turns[0];
  if (mix !== "core") {
    const every = RULES.calculationEvery;
    const drawn = sums(Math.floor(turns.length / every));
    for (let at = drawn.length; at > 0; at -= 1) turns.splice(at * every - 1, 0, drawn[at - 1]);
  }
  const other = first && QUESTIONS.get(first.id).echo[first.phrasing];
  if (chosen.length > RULES.echoAfter && other != null) {
    turns.splice(RULES.echoAfter, 0, { kind: "echo", id: first.id, phrasing: other });
  }
  if (mix !== "core") {
    const [opening, outside] = rule.openings.map((id) => QUESTIONS.get(id)).map((q) => q && turnOf(q));
    if (outside) turns.splice(2, 0, outside);
    if (opening) turns.unshift(opening);
  }
  state.how = { minutes, way, mix };
  state.session = {
    made: DATA.made,
    minutes: Number(minutes), aloud: way === "aloud", mix, used: 0, taken: 0, overtime: false,
    planned: turns, waiting: [], missed: [], asked: turns.map((turn) => turn.id), now: null, done: [],
  };
}

function left() {
  return state.session.minutes * 60 - state.session.used;
}

// Take what comes next, null when the session is over. What was missed comes in any case.
function nextTurn() {
  const session = state.session;
  const { planned, waiting, missed } = session;
  while (planned[0]?.kind === "echo" && missed.includes(planned[0].id)) planned.shift();
  const ripe = waiting.length && session.taken >= waiting[0].after;
  if (waiting.length && (ripe || !planned.length || left() < RULES.lastSeconds) && !session.overtime) {
    session.overtime = left() <= 0;
    session.taken += 1;
    return waiting.shift().turn;
  }
  if (left() <= RULES.shortest && session.taken) return null;
  if (!planned.length) another();
  if (!planned.length) return null;
  session.taken += 1;
  return planned.shift();
}

// Plan another question: in the place of one that was skipped, or because there is time for it.
function another() {
  const session = state.session;
  const [other] = waiting(session.mix, session.asked);
  if (!other) return;
  session.planned.push(turnOf(other));
  session.asked.push(other.id);
}

function goOn() {
  const session = state.session;
  const turn = nextTurn();
  if (!turn) {
    session.now = null;
    session.over = true;
    return;
  }
  const number = session.taken;
  const [steps, predict, judged] = RULES.minutes[session.minutes].ways[number - 1];
  const now = {
    turn, number, seconds: 0, text: "", right: null, predicted: null, ticks: [], doubts: [],
    interruption: "", interrupted: false, level: 2, band: null, step: 0, short: turn.kind === "retry",
    way: { steps, predict: Boolean(predict), judged: Boolean(judged) },
  };
  session.now = now;
  if (turn.kind === "calculation") {
    now.stage = "sum";
    return;
  }
  const question = QUESTIONS.get(turn.id);
  const counts = heard(question);
  now.unseen = now.short || counts[turn.phrasing] === 0;
  if (!now.short) {
    const told = counts.some(Boolean) && isWalk(question) && turn.id !== "walk.outside";
    now.telling = told ? oneOf(DATA.tellings) : "";
    if (number % RULES.interruptEvery === 0) now.interruption = oneOf(DATA.interruptions);
  }
  const asksNumber = question.what && !question.what.told[turn.phrasing] && !now.short;
  now.stage = asksNumber ? "number" : opening(now);
}

// The stage in which an answer begins.
function opening(now) {
  return now.way.predict && !now.short ? "predict" : "answer";
}

// Put another question in the place of one that was skipped.
function skip() {
  if (state.session.now.turn.kind === "question") another();
  goOn();
}

function ideasOf(now) {
  return QUESTIONS.get(now.turn.id).ideas.filter((idea) => idea.for.includes(now.turn.phrasing));
}

function hits(ticks) {
  return ticks.reduce((sum, tick) => sum + ({ yes: 1, partly: 0.5 }[tick] ?? 0), 0);
}

function missed(review) {
  return review.must.some((must, place) => must && review.ticks[place] === "no");
}

function stamp() {
  return `${new Date().toISOString().slice(0, 19)}+00:00`;
}

// The kit's table of ratings has one place for each set of reasons.
function rating(...reasons) {
  return Number(RULES.ratings[reasons.reduce((place, reason, bit) => place + (reason ? 2 ** bit : 0), 0)]);
}

// What the kit's journal has of an answer, field by field.
function record(now) {
  const { turn } = now;
  const common = { ...DATA.review, ts: now.ts, id: turn.id, seconds: Math.round(now.seconds * 10) / 10 };
  if (turn.kind === "calculation") {
    const sum = DATA.calculations[turn.place];
    const limit = RULES.calculationLimit;
    return {
      ...common, category: sum.category, covers: sum.covers, about: sum.id,
      rating: rating(false, !now.right, now.seconds > limit, false, true, true),
      level: RULES.whatIf, mode: "calculation", limit, machine: { slots: [Number(now.right), 1] },
    };
  }
  const question = QUESTIONS.get(turn.id);
  const banned = bannedWords(now.text, question.banned);
  const review = {
    ...common, category: question.category, covers: question.covers, about: question.about,
    facts_hash: question.facts_hash, phrasing: turn.phrasing, level: now.level,
    mode: now.short ? "retry" : state.session.aloud ? "aloud" : "typed",
    limit: question.limit, interrupted: now.interrupted,
    machine: {
      slots: [Number(now.right === true), Number(now.right !== null)],
      strange_numbers: strangeNumbers(now.text, question).length,
      banned: banned.length,
      recited: null, // earlier answers and the walk-through stay with the kit
    },
    ticks: now.ticks, must: ideasOf(now).map((idea) => Boolean(idea.must)), band: now.band,
    predicted: now.predicted,
    criterion: now.band === null ? null : DATA.anchors[question.anchor].key,
  };
  const partly = banned.length > 0
    || review.must.some((must, place) => must && review.ticks[place] === "partly");
  const over = now.seconds > question.limit;
  review.rating = rating(
    missed(review), now.right === false, over, partly, now.level >= RULES.whatIf, now.unseen);
  return review;
}

// Write an answer down, and let what was missed come once more in this session.
function finish() {
  const session = state.session;
  const { now } = session;
  const review = record(now);
  state.reviews.push(review);
  session.done.push({ review, text: now.text, place: now.turn.place });
  if (["question", "echo"].includes(now.turn.kind) && missed(review)) {
    const question = QUESTIONS.get(now.turn.id);
    const lost = ideasOf(now).find((idea, place) => idea.must && now.ticks[place] === "no");
    const phrasing = question.retry[now.turn.phrasing][question.ideas.indexOf(lost)];
    session.missed.push(question.id);
    session.waiting.push({
      after: session.taken + RULES.retryAfter, turn: { kind: "retry", id: question.id, phrasing },
    });
  }
  goOn();
}

// The file that `import` reads: a line that says what it is, then one line for each review.
function journal() {
  return [DATA.head, ...state.reviews].map((entry) => `${JSON.stringify(entry)}\n`).join("");
}

// What was checked, ticked and judged; what was asked once more counts as it was first answered.
function tallies(done) {
  const reviews = done.map((each) => each.review).filter((review) => review.mode !== "retry");
  const total = (values) => values.reduce((sum, value) => sum + value, 0);
  const slots = reviews.map((review) => review.machine.slots);
  const [right, asked] = [0, 1].map((place) => total(slots.map((pair) => pair[place])));
  const answers = reviews.filter((review) => review.ticks.length);
  const ticked = total(answers.map((review) => hits(review.ticks)));
  const ideas = total(answers.map((review) => review.ticks.length));
  const bands = answers.map((review) => review.band).filter(Boolean).sort();
  const guessed = answers.filter((review) => review.predicted !== null);
  const expected = total(guessed.map((review) => review.predicted));
  const had = total(guessed.map((review) => hits(review.ticks)));
  return {
    ...(asked && { Numbers: [`${right} of ${asked}`, "right"] }),
    ...(ideas && { Ideas: [`${ticked} of ${ideas}`, "by your own ticks"] }),
    ...(bands.length && { "Your bands": [bands.join(", "), "1 is weak, 4 is strong"] }),
    ...(guessed.length && { Predicted: [`${expected}`, `ideas; you ticked ${had} in those answers`] }),
  };
}
