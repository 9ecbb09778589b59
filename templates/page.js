
// Search, filters, order, and taking entries away. The page is whole without it; it asks nobody for anything.
(() => {
  'use strict';

  const byId = (id) => document.getElementById(id);
  const controls = byId('page:controls');
  const main = byId('page:works');
  if (!controls || !main) return;

  const find = byId('page:find');
  const order = byId('page:order');
  const choices = byId('page:choices');
  const offersHere = byId('page:format') !== null;
  // Works that are put into the index, or marked, before the browser may breathe.
  const SLICE = 150;
  // Works whose matches are marked: more are not seen at once.
  const MARKED = 120;

  function make(name, className, ...content) {
    const element = document.createElement(name);
    if (className) element.className = className;
    element.append(...content);
    return element;
  }

  // Text for comparing: without case and accents.
  const LETTERS = { 'ß': 'ss', 'æ': 'ae', 'œ': 'oe', 'ø': 'o', 'ł': 'l', 'đ': 'd', 'ð': 'd', 'þ': 'th', 'ı': 'i', '’': "'", '\u00a0': ' ' };
  const fold = (text) => text.normalize('NFD').replace(/\p{M}+/gu, '').toLowerCase()
    .replace(/[ßæœøłđðþı’\u00a0]/g, (letter) => LETTERS[letter]);

  const works = [...main.querySelectorAll('.work')].map((element, place) => ({
    element, place, shown: true, text: null, facets: null,
    home: element.parentElement, group: element.closest('.group'),
    title: fold(element.querySelector('h4').textContent.replace(/^[\s\p{P}]+/u, '')),
    first: number(element.dataset.first), latest: number(element.dataset.latest),
  }));
  const links = new Map([...document.querySelectorAll('nav a')].map((link) => [link.getAttribute('href'), link]));
  const groups = [...main.querySelectorAll('section.group')].map((element) => ({
    element,
    link: links.get(`#${element.querySelector('h3').id}`),
    works: [],
  }));
  const groupOf = new Map(groups.map((group) => [group.element, group]));
  works.forEach((work) => groupOf.get(work.group).works.push(work));
  const parts = [...main.querySelectorAll('section.part')].map((element) => ({
    element, groups: groups.filter((group) => element.contains(group.element)),
  }));
  // Large pages come in leaves, of which the browser lays out those that are seen.
  const LEAF = 40;
  const HEIGHT_OF_WORK = 7.5;
  const leavesOf = (homes) => [...homes].map(([element, own]) => ({ element, works: own }));
  const pageLeaves = leavesOf(works.filter((work) => work.home.matches('.leaf')).reduce((homes, work) => (
    homes.set(work.home, [...(homes.get(work.home) || []), work])), new Map()));
  let leaves = pageLeaves;

  function number(text) {
    return text === undefined ? null : Number(text);
  }

  // What works are filtered by. Where all works are alike there is nothing to choose.
  const distinct = (elements) => [...new Set(elements.map((element) => element.textContent.trim()))];
  const STATUS = { want: 'to read', reading: 'reading', paused: 'paused', finished: 'read', dropped: 'given up' };
  const FACETS = [
    { name: 'kind', label: 'Kind', order: 'page',
      of: (work) => [work.group.querySelector('h3').textContent.trim()] },
    { name: 'original', label: 'Original in', order: 'often',
      of: (work) => (work.element.dataset.original ? [work.element.dataset.original] : []) },
    { name: 'language', label: 'Read in', order: 'often',
      of: (work) => distinct([...work.element.querySelectorAll('.head > bdi.language')]) },
    { name: 'translator', label: 'Translator', order: 'name',
      of: (work) => distinct([...work.element.querySelectorAll('.translator .name')]) },
    { name: 'decade', label: 'First in', order: 'name',
      of: (work) => (work.first === null ? [] : [`${Math.floor(work.first / 10) * 10}s`]) },
    { name: 'status', label: 'Status', order: 'list',
      of: (work) => (work.element.dataset.status || '').split(' ').filter((status) => status in STATUS),
      word: (status) => STATUS[status] },
  ];

  const state = { q: '', order: '' };
  FACETS.forEach((facet) => { state[facet.name] = ''; });

  // The index: made while the browser has nothing else to do, or at once when it is needed.
  let indexed = 0;
  function index(until) {
    for (; indexed < until && indexed < works.length; indexed += 1) {
      const work = works[indexed];
      work.text = fold(work.element.textContent).replace(/\s+/g, ' ');
      work.facets = FACETS.map((facet) => facet.of(work));
      if (offersHere) work.element.querySelectorAll('.edition.listed').forEach(addMark);
      work.element.querySelectorAll('.cite > p:only-of-type').forEach(addCopy);
    }
  }
  function indexAll() {
    index(works.length);
    if (choices.childElementCount === 1) makeChoices();
  }
  function indexSlowly() {
    index(indexed + SLICE);
    if (indexed < works.length) setTimeout(indexSlowly);
    else { indexAll(); tellShown(); }
  }

  function makeChoices() {
    const orderChoice = choices.firstElementChild;
    FACETS.forEach((facet, at) => {
      const counts = new Map();
      works.forEach((work) => work.facets[at].forEach((value) => counts.set(value, (counts.get(value) || 0) + 1)));
      if (counts.size < (facet.order === 'list' ? 1 : 2)) return;
      const values = [...counts.keys()];
      if (facet.order === 'often') values.sort((one, other) => counts.get(other) - counts.get(one) || one.localeCompare(other));
      if (facet.order === 'list') values.sort((one, other) => Object.keys(STATUS).indexOf(one) - Object.keys(STATUS).indexOf(other));
      const family = (name) => name.split(' ').pop();
      if (facet.order === 'name') values.sort((one, other) => family(one).localeCompare(family(other), undefined, { numeric: true }) || one.localeCompare(other));
      const label = make('label', '', facet.label);
      const select = make('select', '', new Option('any', ''), ...values.map((value) => new Option(facet.word ? facet.word(value) : value, value)));
      select.id = `page:by-${facet.name}`;
      label.htmlFor = select.id;
      select.value = state[facet.name];
      select.addEventListener('change', () => { state[facet.name] = select.value; changed('push'); });
      facet.select = select;
      choices.insertBefore(make('p', 'choice', label, ' ', select), orderChoice);
    });
  }

  // Words in any order; what stands in quotation marks, as it stands.
  const wordsOf = (text) => [...text.matchAll(/["“]([^"”]+)["”]|\S+/g)]
    .map((match) => fold(match[1] || match[0]).replace(/\s+/g, ' ')).filter((word) => word !== '');

  function apply() {
    const words = wordsOf(state.q);
    const filters = FACETS.map((facet, at) => [at, state[facet.name]]).filter(([, value]) => value !== '');
    if (words.length + filters.length > 0) indexAll();
    for (const work of works) {
      work.shown = words.every((word) => work.text.includes(word))
        && filters.every(([at, value]) => work.facets[at].includes(value));
    }
    arrange();
    showLeaves();
    for (const work of works) {
      if (work.element.hidden === work.shown) work.element.hidden = !work.shown;
    }
    for (const { element, link, works: own } of groups) {
      const count = own.reduce((sum, work) => sum + (work.shown ? 1 : 0), 0);
      element.hidden = count === 0 || state.order !== '';
      if (link) {
        link.parentElement.hidden = count === 0;
        link.parentElement.querySelector('.number').textContent = count;
      }
    }
    parts.forEach((part) => { part.element.hidden = part.groups.every((group) => group.element.hidden); });
    list.hidden = !works.some((work) => work.shown);
    tellShown();
    tellTaking();
    requestAnimationFrame(() => highlight(words));
  }

  // What is in a leaf that is not shown costs nothing.
  function showLeaves() {
    for (const leaf of leaves) {
      const count = leaf.works.reduce((sum, work) => sum + (work.shown ? 1 : 0), 0);
      leaf.element.hidden = count === 0;
      leaf.element.style.containIntrinsicSize = `auto ${Math.round(count * HEIGHT_OF_WORK)}rem`;
    }
  }

  // Any order but that of the page is one list.
  const list = make('section', 'part', make('h2', '', 'All works'), make('section', 'group'));
  const ORDERS = {
    first: ['By first publication', (one, other) => last(one.first) - last(other.first)],
    title: ['By title', (one, other) => one.title.localeCompare(other.title)],
    latest: ['By latest edition', (one, other) => (other.latest ?? -1e6) - (one.latest ?? -1e6)],
  };
  const last = (year) => (year === null ? 1e6 : year);
  let arranged = '';
  function arrange() {
    if (arranged === state.order) return;
    arranged = state.order;
    if (arranged === '') {
      list.remove();
      works.forEach((work) => work.home.append(work.element));
      leaves = pageLeaves;
      return;
    }
    const [heading, compare] = ORDERS[arranged];
    const sorted = [...works].sort((one, other) => compare(one, other) || one.place - other.place);
    const group = list.querySelector('.group');
    list.remove();
    group.replaceChildren(make('h3', '', heading));
    leaves = [];
    if (pageLeaves.length === 0) group.append(...sorted.map((work) => work.element));
    for (let from = 0; pageLeaves.length > 0 && from < sorted.length; from += LEAF) {
      const own = sorted.slice(from, from + LEAF);
      leaves.push({ element: make('div', 'leaf', ...own.map((work) => work.element)), works: own });
    }
    group.append(...leaves.map((leaf) => leaf.element));
    main.append(list);
  }

  const count = (amount, one, more) => `${amount} ${amount === 1 ? one : more}`;
  const shownWorks = () => works.filter((work) => work.shown);
  const isNarrowed = () => state.q.trim() !== '' || FACETS.some((facet) => state[facet.name] !== '');
  function tellShown() {
    const shown = shownWorks().length;
    byId('page:shown').textContent = shown === 0 ? 'Nothing here fits. Fewer words find more.'
      : isNarrowed() ? `${shown} of ${count(works.length, 'work', 'works')}` : count(shown, 'work', 'works');
    byId('page:all').hidden = !isNarrowed();
  }

  // Matches are marked without touching the text (CSS Custom Highlight API). The rule stands here, since checkers
  // of style sheets do not know it yet.
  const marks = Boolean(window.Highlight && CSS.highlights);
  if (marks) {
    document.styleSheets[0].insertRule('::highlight(found) { background-color: color-mix(in srgb, var(--accent) 22%, transparent); }');
  }
  function highlight(words) {
    if (!marks) return;
    CSS.highlights.delete('found');
    if (words.length === 0) return;
    const ranges = [];
    for (const work of shownWorks().slice(0, MARKED)) {
      const walker = document.createTreeWalker(work.element, NodeFilter.SHOW_TEXT);
      while (walker.nextNode()) mark(walker.currentNode, words, ranges);
    }
    CSS.highlights.set('found', new Highlight(...ranges));
  }
  function mark(node, words, ranges) {
    const places = [];
    let folded = '';
    let at = 0;
    for (const letter of node.data) {
      const plain = letter < '\x7f' ? letter.toLowerCase() : fold(letter);
      for (let n = 0; n < plain.length; n += 1) places.push(at);
      folded += plain;
      at += letter.length;
    }
    places.push(at);
    for (const word of words) {
      for (let from = folded.indexOf(word); from >= 0; from = folded.indexOf(word, from + word.length)) {
        const endOffset = Math.max(places[from + word.length], places[from + word.length - 1] + 1);
        ranges.push(new StaticRange({ startContainer: node, startOffset: places[from], endContainer: node, endOffset }));
      }
    }
  }

  // The address. What follows `#?` is what is shown; any other fragment is a place in the page.
  function address() {
    const given = Object.entries(state).filter(([, value]) => value !== '');
    const query = new URLSearchParams(given).toString();
    return location.href.split('#')[0] + (query === '' ? '' : `#?${query}`);
  }
  // A browser takes its time to write an address: while somebody types it waits.
  const PAUSE = 250;
  let typing = false;
  let waiting = 0;
  function changed(how) {
    apply();
    clearTimeout(waiting);
    if (how === 'type') waiting = setTimeout(note, PAUSE, how);
    else note(how);
  }
  function note(how) {
    const next = address();
    if (next === location.href) return;
    if (how === 'type' && typing) history.replaceState(null, '', next);
    else history.pushState(null, '', next);
    typing = how === 'type';
  }
  function follow() {
    clearTimeout(waiting);
    typing = false;
    const fragment = location.hash;
    if (fragment === '' || fragment.startsWith('#?')) {
      const given = new URLSearchParams(fragment.slice(2));
      Object.keys(state).forEach((name) => { state[name] = given.get(name) || ''; });
      if (!(state.order in ORDERS)) state.order = '';
      show();
      return;
    }
    const place = byId(decodeURIComponent(fragment.slice(1)));
    const work = place && place.closest('.work');
    if (place && place.closest('[hidden]')) {
      Object.keys(state).forEach((name) => { state[name] = name === 'order' && work ? state.order : ''; });
      show();
      place.scrollIntoView();
    }
  }
  // Puts the state into the controls and onto the page.
  function show() {
    find.value = state.q;
    order.value = state.order;
    FACETS.forEach((facet) => {
      if (state[facet.name] !== '') indexAll();
      if (facet.select) facet.select.value = state[facet.name];
      if (facet.select && facet.select.selectedIndex < 0) facet.select.value = '';
    });
    apply();
  }
  function showAll() {
    Object.keys(state).forEach((name) => { if (name !== 'order') state[name] = ''; });
    show();
    changed('push');
  }

  // Taking away: one edition, those marked, or all that is shown.
  const marked = new Set();
  const keyOf = (edition) => edition.querySelector('.line > .key').textContent;
  const keysOf = (element) => [...element.querySelectorAll('.edition.listed')].map(keyOf);
  const allShown = () => shownWorks().flatMap((work) => keysOf(work.element));
  const box = make('input', '');
  box.type = 'checkbox';
  const button = make('button', '', 'copy');
  button.type = 'button';
  const take = make('span', 'take', box, ' ', button);
  function addMark(edition) {
    const key = edition.querySelector('.line > .key');
    if (!key) return;
    const own = take.cloneNode(true);
    own.firstChild.setAttribute('aria-label', `Mark ${key.textContent}`);
    own.lastChild.setAttribute('aria-label', `Copy ${key.textContent}`);
    key.after(' ', own);
  }
  main.addEventListener('change', (event) => {
    if (!event.target.matches('.take > input')) return;
    setMark(event.target.closest('.edition'), event.target.checked);
    tellTaking();
  });
  main.addEventListener('click', (event) => {
    if (event.target.matches('.line > .take > button')) copy([keyOf(event.target.closest('.edition'))]);
  });
  // A citation goes to word processors with its italics.
  function addCopy(citation) {
    const own = make('button', '', 'copy');
    own.type = 'button';
    const say = (word, label) => { own.textContent = word; own.setAttribute('aria-label', label); };
    say('copy', 'Copy the citation');
    citation.after(make('p', '', own));
    own.addEventListener('click', async () => {
      const blob = (text, type) => new Blob([text], { type });
      try {
        await navigator.clipboard.write([new ClipboardItem({
          'text/plain': blob(citation.textContent, 'text/plain'), 'text/html': blob(new XMLSerializer().serializeToString(citation), 'text/html'),
        })]);
      } catch {
        copyText(citation.textContent);
      }
      say('copied', 'Copied the citation');
      done('Copied the citation.');
      setTimeout(() => say('copy', 'Copy the citation'), 2000);
    });
  }
  function copyText(text) {
    const area = document.createElement('textarea');
    area.value = text;
    document.body.append(area);
    area.select();
    document.execCommand('copy');
    area.remove();
  }
  function setMark(edition, isMarked) {
    const own = edition.querySelector('.take > input');
    if (own) own.checked = isMarked;
    if (isMarked) marked.add(keyOf(edition));
    else marked.delete(keyOf(edition));
  }
  function tellTaking() {
    if (!offersHere) return;
    byId('page:taking').classList.toggle('has-marks', marked.size > 0);
    byId('page:unmark').hidden = marked.size === 0;
    byId('page:taken').textContent = marked.size > 0
      ? `Take ${count(marked.size, 'marked edition', 'marked editions')}` : 'Take all that is shown';
  }
  function done(words) {
    if (offersHere) byId('page:done').textContent = words;
  }

  const unpacked = new Map();
  function offer(format) {
    if (!unpacked.has(format)) unpacked.set(format, unpack(document.querySelector(`script[data-format="${format}"]`)));
    return unpacked.get(format);
  }
  async function unpack(block) {
    const bytes = Uint8Array.from(atob(block.textContent), (letter) => letter.charCodeAt(0));
    const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('deflate-raw'));
    const given = JSON.parse(await new Response(stream).text());
    return { ...given, behind: new Map(given.behind.map((entry) => [entry[0], entry])) };
  }
  // The file of some editions: their entries, then wave by wave those that they bring with them. What an entry
  // says depends on which others stand in the file.
  function file({ first, next, last: end, listed, behind }, keys) {
    const there = new Set(keys);
    const texts = [];
    let wanted = new Set();
    const write = ([, conditions, variants, brings]) => {
      const variant = conditions.reduce((sum, key, bit) => sum + (there.has(key) ? 1 << bit : 0), 0);
      texts.push(variants[variant]);
      brings.filter((key) => !there.has(key)).forEach((key) => wanted.add(key));
    };
    listed.filter(([key]) => there.has(key)).forEach(write);
    while (wanted.size > 0) {
      const wave = [...wanted].sort((one, other) => (one < other ? -1 : 1));
      wanted = new Set();
      wave.forEach((key) => there.add(key));
      wave.map((key) => behind.get(key)).filter((entry) => entry).forEach(write);
    }
    return first + texts.join(next) + end;
  }
  const chosen = () => (marked.size > 0 ? [...marked] : allShown());
  const formatChoice = () => byId('page:format');
  const made = async (keys) => file(await offer(formatChoice().value), keys);

  async function copy(keys) {
    if (keys.length === 0) { done('There is nothing to copy.'); return; }
    const text = await made(keys);
    try {
      await navigator.clipboard.writeText(text);
    } catch {
      copyText(text);
    }
    done(`Copied ${count(keys.length, 'edition', 'editions')} as ${formatChoice().selectedOptions[0].text}.`);
  }
  async function download(keys) {
    if (keys.length === 0) { done('There is nothing to download.'); return; }
    const { extension } = document.querySelector(`script[data-format="${formatChoice().value}"]`).dataset;
    const link = document.createElement('a');
    link.href = URL.createObjectURL(new Blob([await made(keys)], { type: 'text/plain;charset=utf-8' }));
    link.download = `${keys.length === 1 ? keys[0].replace(/[^\w.-]+/g, '-') : 'bibliography'}.${extension}`;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 10000);
    done(`Downloaded ${count(keys.length, 'edition', 'editions')}.`);
  }

  // The keyboard.
  function step(by) {
    const shown = shownInOrder();
    const here = document.activeElement.closest('.work');
    let at = shown.indexOf(here);
    if (at < 0) {
      const below = shown.findIndex((element) => element.getBoundingClientRect().bottom > 0);
      at = by > 0 ? below - 1 : below;
    }
    const next = shown[Math.min(Math.max(at + by, 0), shown.length - 1)];
    if (!next) return;
    next.tabIndex = -1;
    next.focus({ preventScroll: true });
    next.scrollIntoView({ block: 'nearest' });
  }
  const shownInOrder = () => [...main.querySelectorAll('.work:not([hidden])')];
  const KEYS = {
    '/': () => { find.focus(); find.select(); },
    '?': () => { const keys = controls.querySelector('.keys'); keys.open = true; keys.querySelector('summary').focus(); },
    j: () => step(1),
    k: () => step(-1),
    Escape: () => showAll(),
  };
  const KEYS_OF_WORK = {
    ArrowDown: () => step(1),
    ArrowUp: () => step(-1),
  };
  if (offersHere) {
    Object.assign(KEYS_OF_WORK, {
      c: (work) => copy(keysOf(work)),
      Enter: (work) => copy(keysOf(work)),
      x: (work) => {
        const editions = [...work.querySelectorAll('.edition.listed')];
        const all = editions.every((edition) => marked.has(keyOf(edition)));
        editions.forEach((edition) => setMark(edition, !all));
        tellTaking();
        done(count(marked.size, 'edition marked.', 'editions marked.'));
      },
    });
  }
  document.addEventListener('keydown', (event) => {
    const { target, key } = event;
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    if (target === find && key === 'Escape') {
      event.preventDefault();
      if (find.value === '') find.blur();
      showAll();
      return;
    }
    const takesKeys = target.matches('input:not([type=checkbox]), select, textarea');
    const takesEnter = target.matches('a, button, summary');
    if (takesKeys || (takesEnter && key === 'Enter')) return;
    const work = target.closest('.work');
    const act = (work && KEYS_OF_WORK[key]) || KEYS[key];
    if (!act) return;
    event.preventDefault();
    act(work);
  });

  find.addEventListener('input', () => { state.q = find.value; changed('type'); });
  find.addEventListener('focus', indexAll, { once: true });
  order.addEventListener('change', () => { state.order = order.value; changed('push'); });
  byId('page:all').addEventListener('click', () => { showAll(); find.focus(); });
  if (offersHere) {
    byId('page:copy').addEventListener('click', () => copy(chosen()));
    byId('page:download').addEventListener('click', () => download(chosen()));
    byId('page:unmark').addEventListener('click', () => {
      main.querySelectorAll('.take > input:checked').forEach((own) => { own.checked = false; });
      marked.clear();
      tellTaking();
      done('');
    });
  }
  window.addEventListener('hashchange', follow);
  document.documentElement.classList.add('live');
  if (location.hash.startsWith('#?')) follow();
  tellShown();
  setTimeout(indexSlowly);
})();
