"use strict";
// What can be seen in a typed answer without understanding it. Every weight, word and span of a
// number comes from the kit, in DATA; here they are only looked up and added.
const DATA = JSON.parse(document.getElementById("data").textContent);
const WORDS = DATA.words;
const GROUPS = new Map(Object.entries(WORDS.groups));
const SMALL = new Set(WORDS.small);
const EVERYDAY = new Set(WORDS.everyday);
const FACTORS = new Map(Object.entries(WORDS.factors));

// Numbers: {value, step of the last digit, percent, text}.

function everyNumber(text) {
  const found = [];
  for (const match of text.matchAll(new RegExp(WORDS.number, "giu"))) {
    const { sign, whole = "", fraction = "", power = "e0", unit = "" } = match.groups;
    if (!whole && !fraction) continue;
    const factor = (FACTORS.get(unit.toLowerCase()) ?? 1) * 10 ** Number(power.slice(1));
    const value = Number(whole.replace(/[ ,']/g, "") + fraction.replace(",", ".")) * factor;
    found.push({
      value: sign === "-" || sign === "\u2212" ? -value : value,
      step: factor * 10 ** -Math.max(fraction.length - 1, 0),
      percent: /^(%|per)/i.test(unit),
      text: match[0].trim(),
    });
  }
  return found;
}

// Shares that a text names: 8/3, a third, 3 out of 4.
function sharesIn(text) {
  return [...text.matchAll(new RegExp(WORDS.share, "giu"))].map(({ groups: { many, part, alone, few, all } }) => {
    if (alone) return 1 / 2;
    if (!part) return Number(few.replace(/\.+$/, "")) / (Number(all) || 1);
    const count = /^an?$/i.test(many) ? 1 : WORDS.values[many.toLowerCase()] || Number(many);
    return count / WORDS.parts[part.toLowerCase()];
  });
}

function isShare(text, [value, , , percent]) {
  const truth = percent ? value / 100 : value;
  return sharesIn(text).some((share) => Math.abs(share - truth) <= WORDS.loose * share);
}

// Leave out small counts, years and the levels of intervals: they measure nothing.
function numbersIn(text) {
  return everyNumber(text).filter(({ value, percent }) => {
    if (percent) return !WORDS.levels.includes(value);
    const year = value >= WORDS.years[0] && value < WORDS.years[1];
    return !Number.isInteger(value) || (value > WORDS.smallNumber && !year);
  });
}

function agrees(stated, [value, least, most, percent]) {
  let said = stated.value;
  if (percent && !stated.percent && Math.abs(said) <= 1 && Math.abs(value) > 1) said *= 100;
  if (!percent && stated.percent) said /= 100;
  return said >= least && said <= most;
}

function coarse(stated, [value, , , percent]) {
  return Math.abs(stated.value - value) <= stated.step / 2 && stated.percent === Boolean(percent);
}

// The step of a number whose last zeros may be rounding: 9,000 for 8,940.
function rounding(stated) {
  let step = stated.step;
  while (step >= 1 && stated.value && stated.value % (step * 10) === 0) step *= 10;
  return Math.max(stated.step, Math.min(step, WORDS.rounded * Math.abs(stated.value)));
}

function isFact(stated, facts, step) {
  return facts.flatMap((fact) => [Math.abs(fact), Math.abs(fact) * 100]).some((size) => {
    const fine = step < 1 && size ? Math.min(step, 10 ** (Math.floor(Math.log10(size)) - 1)) : step;
    return Math.abs(Math.abs(stated.value) - size) <= fine / 2 * (1 + 1e-9);
  });
}

// Return whether a text states the number that was asked for, null when it states none or several.
function numberRight(text, answer) {
  const [found, shares] = [everyNumber(text), sharesIn(text)];
  if (shares.length === 1) return agrees({ value: shares[0], percent: false }, answer);
  return found.length === 1 && !shares.length ? agrees(found[0], answer) : null;
}

// The numbers of an answer that neither its question nor the project has.
function strangeNumbers(text, question) {
  return numbersIn(text).filter((stated) =>
    !question.known.some((known) => agrees(stated, known) || coarse(stated, known))
    && !isFact(stated, question.facts, rounding(stated)) && !inProject(stated)).map((stated) => stated.text);
}

function inProject(stated) {
  const [size, reach] = [stated.value, stated.step / 2 * (1 + 1e-9)].map((each) =>
    Math.abs(stated.percent ? each / 100 : each));
  return DATA.printed.some((each) => Math.abs(size - each) <= reach);
}

// Words.

function stem(word) {
  for (const ending of WORDS.endings) {
    if (word.endsWith(ending) && word.length - ending.length >= WORDS.stem) {
      word = word.slice(0, -ending.length);
      break;
    }
  }
  const doubled = word.length > WORDS.stem && word.at(-1) === word.at(-2);
  return doubled ? word.slice(0, -1) : word;
}

function meaning(word) {
  const root = stem(word);
  return GROUPS.get(root) ?? root;
}

function wordsOf(text) {
  const tokens = text.match(new RegExp(WORDS.token, "gu")) ?? [];
  return tokens.map((token) => token.toLowerCase().replace("\u2019", "'"))
    .filter((token) => /^\p{L}+$/u.test(token));
}

function meanings(text) {
  return new Set(wordsOf(text).filter((word) => !SMALL.has(word)).map(meaning));
}

function sentences(text) {
  return text.trim().split(new RegExp(WORDS.sentence, "u")).filter(Boolean);
}

function bannedWords(text, patterns) {
  const said = (text.match(new RegExp(WORDS.word, "gu")) ?? []).join(" ").toLowerCase();
  return Object.keys(patterns).filter((word) => new RegExp(patterns[word]).test(said));
}

const roots = (cue) => wordsOf(cue).map(meaning);

// A text as words and numbers, with one blank between any two.
function plain(text) {
  const bare = text.toLowerCase().replace(/(?<=\d),(?=\d{3})/g, "");
  return (bare.match(new RegExp(WORDS.counted, "gu")) ?? []).join(" ");
}

function cueHits(cues, text) {
  const words = wordsOf(text);
  const joined = ` ${words.join(" ")}`;
  const counted = ` ${plain(text)} `;
  const said = new Set(words.map(meaning));
  return cues.filter((cue) => {
    if (/\d/.test(cue)) return counted.includes(` ${plain(cue)}${/\d$/.test(cue) ? " " : ""}`);
    return joined.includes(` ${cue}`) || (!cue.includes(" ") && !SMALL.has(cue) && said.has(meaning(cue)));
  });
}

// What an answer has of an idea: its cues, and the roots of its other words.
function found(idea, text) {
  const cues = cueHits(idea.cues ?? [], text);
  const taken = new Set(cues.flatMap(roots));
  const meant = meanings(text);
  return { cues, words: [...meanings(idea.text)].filter((root) => meant.has(root) && !taken.has(root)) };
}

// Say whether a tick may stand: on the whole answer, or on a sentence that was pointed at. What the
// question has as well counts little, and what another idea has too counts half.
function enough(question, phrasing, idea, text, pointedAt = false) {
  const given = meanings(question.ask[phrasing]);
  const rest = question.ideas.filter((each) => each.text !== idea.text && each.for.includes(phrasing))
    .map((each) => each.text).join(" ; ");
  const [shared, sharedCues] = [meanings(rest), new Set(cueHits(idea.cues ?? [], rest))];
  const { cues, words } = found(idea, text);
  const said = numbersIn(text);
  const numbers = (idea.numbers ?? []).filter((number) =>
    !number[5][phrasing] && (isShare(text, number) || said.some((each) => agrees(each, number)))).length;
  let weight = numbers * WORDS.enough;
  for (const root of words) weight += given.has(root) ? WORDS.givenAway : shared.has(root) ? WORDS.shared : WORDS.some;
  for (const cue of cues) {
    const meant = roots(cue);
    if (meant.length && meant.every((root) => given.has(root))) weight += WORDS.givenAway;
    else if (SMALL.has(cue)) weight += WORDS.shared;
    else if (cue.length < WORDS.stem || sharedCues.has(cue)) weight += WORDS.some;
    else weight += /^\p{L}+$/u.test(cue) && EVERYDAY.has(meaning(cue)) ? WORDS.everydayCue : WORDS.enough;
  }
  const need = idea.need[phrasing];
  if (weight >= need) return true;
  if (!pointedAt) return false;
  if (idea.open) return [...meanings(text)].filter((root) => !given.has(root)).length >= WORDS.openWords;
  return (numbers || !idea.number) && weight >= Math.min(WORDS.pointedAt, need);
}

// Say whether a whole answer is that one does not know, in whatever words.
function unknown(text) {
  const words = text.toLowerCase().replace(/['\u2019]/g, "").match(/\p{L}+|\d+/gu) ?? [];
  const joined = words.join(" ");
  const rest = joined.replace(new RegExp(`\\b(?:${WORDS.notKnown})\\b`, "g"), " ");
  return words.length <= WORDS.longest && rest !== joined
    && rest.split(" ").every((word) => !word || WORDS.around.includes(word));
}

// The common mistake of a question: a mistake and the truth often have the same words, so what is
// compared are neighbors among them, each as it is said or denied.

function denies(clause) {
  return clause.some((word, place) => {
    if (WORDS.notYet.includes(word)) return true;
    return (WORDS.not.includes(word) || word.endsWith("n't"))
      && !WORDS.notAfter.includes(clause[place - 1]) && !WORDS.notBefore.includes(clause[place + 1]);
  });
}

function neighbors(text) {
  const clauses = [[]];
  for (const token of text.match(new RegExp(WORDS.token, "gu")) ?? []) {
    const word = token.toLowerCase().replace("\u2019", "'");
    if (WORDS.breaks.includes(word)) clauses.push([]);
    else clauses.at(-1).push(word);
  }
  const words = clauses.flatMap((clause) => clause.filter((word) => /^\p{L}+$/u.test(word) && !SMALL.has(word))
    .map((word) => `${meaning(word)} ${denies(clause)}`));
  return new Set(words.slice(1).map((word, place) => `${words[place]} ${word}`));
}

function saysMistake(sentence, question) {
  const told = [...neighbors(question.mistake)];
  const said = neighbors(sentence);
  const both = told.filter((pair) => said.has(pair)).length;
  const refuted = wordsOf(sentence).some((word) => WORDS.refuted.some((start) => word.startsWith(start)));
  return both > 0 && both >= WORDS.mistaken * told.length && !refuted;
}

// An answer without the sentences that say the common mistake.
function soundPart(text, question) {
  const parts = sentences(text);
  const sound = parts.filter((part) => !saysMistake(part, question));
  return sound.length < parts.length ? sound.join(" ") : text;
}

// Return a number of an answer that may be meant as one of the idea and is not it, with that one.
function wrongNumber(question, idea, text) {
  const all = numbersIn(text);
  const missing = (idea.numbers ?? []).filter((truth) => !all.some((stated) => agrees(stated, truth)));
  const parts = sentences(text);
  for (const part of parts) {
    const has = found(idea, part);
    if (parts.length > 1 && !has.cues.length && !has.words.length) continue;
    for (const stated of numbersIn(part)) {
      const known = question.known.some((each) => agrees(stated, each) || coarse(stated, each));
      const digits = Math.abs(stated.value / stated.step).toFixed(0).length;
      if (known || (digits > 2 && isFact(stated, question.facts, stated.step))) continue;
      const truth = missing.find((each) => rivals(stated, each));
      if (truth) return { said: stated.text, truth: truth[4] };
    }
  }
  return null;
}

function rivals(stated, [value, , , percent]) {
  if (stated.percent && !percent) return false;
  const sizes = percent && !stated.percent ? [stated.value, stated.value * 100] : [stated.value];
  return sizes.map(Math.abs).some((size) =>
    size && value && Math.max(size, Math.abs(value)) / Math.min(size, Math.abs(value)) <= WORDS.rival);
}
