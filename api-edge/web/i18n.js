/** Words of the page in five languages. English is what the code says; the others are looked up by it. */
const NAMES = { en: 'English', 'zh-CN': '简体中文', 'zh-TW': '繁體中文', ja: '日本語', ko: '한국어' };
const FILES = { 'zh-CN': './lang-zh-cn.js', 'zh-TW': './lang-zh-tw.js', ja: './lang-ja.js', ko: './lang-ko.js' };

let current = 'en';
let words = {};

export const languages = () => Object.entries(NAMES);
export const locale = () => current;

/** The words for a text; `{name}` is replaced by what is given under that name. */
export function t(text, values) {
  const said = words[text] ?? text;
  return values ? said.replace(/\{(\w+)\}/g, (all, name) => values[name] ?? all) : said;
}

/** A status or another word of the API, which is shown as it is where it is not known. */
export const word = value => value === null || value === undefined ? '–' : words[value] ?? String(value).replaceAll('_', ' ');

function preferred() {
  const kept = localStorage.getItem('kassa.language');
  if (kept && NAMES[kept]) return kept;
  for (const wanted of navigator.languages ?? []) {
    if (NAMES[wanted]) return wanted;
    if (/^zh\b.*(TW|HK|MO|Hant)/i.test(wanted)) return 'zh-TW';
    if (/^zh\b/i.test(wanted)) return 'zh-CN';
    const short = wanted.slice(0, 2);
    if (NAMES[short]) return short;
  }
  return 'en';
}

export async function speak(language = preferred()) {
  words = FILES[language] ? (await import(FILES[language])).default : {};
  current = language;
  document.documentElement.lang = language;
}

export async function choose(language) {
  localStorage.setItem('kassa.language', language);
  await speak(language);
}
