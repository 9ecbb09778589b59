// The JSON-LD against the vocabulary of schema.org (as schema-dts has it), and through a JSON-LD processor.
const fs = require('fs');
const path = require('path');
const { execFileSync } = require('child_process');
const jsonld = require('jsonld');

const VOCABULARY = 'http://schema.org/';
// What https://schema.org answers with is not fetched: this is the part of it that matters here.
const CONTEXT = { '@context': { '@vocab': VOCABULARY } };

let failures = 0;
function expect(name, problems) {
  console.log(`${problems.length === 0 ? 'ok' : 'FAILED'}: ${name}`);
  problems.slice(0, 10).forEach((problem) => console.log(`    ${problem}`));
  failures += problems.length === 0 ? 0 : 1;
}

// Every class with its own properties and the classes above it.
function vocabulary() {
  const folder = path.dirname(require.resolve('schema-dts/package.json'));
  const text = fs.readFileSync(path.join(folder, 'dist', 'schema.d.ts'), 'utf8');
  const bases = new Map();
  const leaves = new Map();
  for (const [, name, above, body] of text.matchAll(/^(?:export )?interface (\w+) extends ([^{]+) \{\n([\s\S]*?)^\}/gm)) {
    const properties = [...body.matchAll(/^ {4}"(\w+)"\?:/gm)].map((match) => match[1]);
    bases.set(name, { properties, above: above.match(/\w+/g) });
    const leaf = body.match(/^ {4}"@type": "(\w+)";/m);
    if (leaf) leaves.set(leaf[1], name);
  }
  // A role stands between a property and its value, and repeats the property.
  for (const [, base, name] of text.matchAll(/^export type \w+Leaf<[^=]*= Omit<(\w+), TProperty> & \{\n {4}"@type": "(\w+)";/gm)) {
    leaves.set(name, base);
  }
  return { bases, leaves };
}

function has(words, base, property) {
  const found = words.bases.get(base);
  return found !== undefined
    && (found.properties.includes(property) || found.above.some((above) => has(words, above, property)));
}

const local = (iri) => (iri.startsWith(VOCABULARY) ? iri.slice(VOCABULARY.length) : undefined);

// What is wrong in the expanded nodes, at any depth. `via` is the property whose value a node is.
function problemsIn(node, words, via = '', problems = []) {
  if (Array.isArray(node)) {
    node.forEach((inner) => problemsIn(inner, words, via, problems));
  } else if (node !== null && typeof node === 'object') {
    const classes = (node['@type'] || []).map(local);
    const isNode = !('@value' in node) && Object.keys(node).some((name) => !name.startsWith('@'));
    if (isNode && classes.length === 0) problems.push(`a node without a class: ${JSON.stringify(node).slice(0, 200)}`);
    classes.filter((name) => !words.leaves.has(name)).forEach((name) => problems.push(`${name} is no class`));
    for (const [iri, value] of Object.entries(node)) {
      if (iri.startsWith('@')) continue;
      const property = local(iri);
      const isRepeated = classes.includes('Role') && property === via;
      if (isNode && !isRepeated && !classes.some((name) => has(words, words.leaves.get(name), property))) {
        problems.push(`${iri} is no property of ${classes.join(', ')} (${node['@id'] || 'inside'})`);
      }
      problemsIn(value, words, property, problems);
    }
  }
  return problems;
}

function count(document) {
  return document['@graph'].length;
}

async function check(name, text, words) {
  const document = JSON.parse(text);
  const documentLoader = async (url) => {
    if (url.replace(/\/$/, '') !== 'https://schema.org') throw new Error(`${url} is asked for`);
    return { contextUrl: null, documentUrl: url, document: CONTEXT };
  };
  const options = { documentLoader, base: 'https://catalogue.example/' };
  const expanded = await jsonld.expand(document, options);
  expect(`jsonld: ${name}: ${count(document)} nodes expand`, expanded.length === count(document) ? [] : [`${expanded.length} nodes`]);
  expect(`schema.org: ${name}: classes and their properties`, [...new Set(problemsIn(expanded, words))]);
  const quads = await jsonld.toRDF(document, options);
  expect(`jsonld: ${name}: ${quads.length} statements`, quads.length > count(document) ? [] : ['too few']);
}

async function main() {
  const words = vocabulary();
  expect(`schema-dts: ${words.leaves.size} classes`, words.leaves.size > 500 ? [] : ['the vocabulary could not be read']);
  const libraries = [`${process.env.DEMO}/serge.db`, `${process.env.EXAMPLES}/library.db`];
  for (const library of libraries.filter((file) => fs.existsSync(file))) {
    const args = ['--quiet', '--library', library, 'export', '--format', 'json-ld'];
    const text = execFileSync(process.env.OEUVRE, args, { encoding: 'utf8', maxBuffer: 1 << 28 });
    const name = path.basename(path.dirname(library));
    await check(name, text, words);
    const page = execFileSync(process.env.OEUVRE, args.with(-1, 'html'), { encoding: 'utf8', maxBuffer: 1 << 28 });
    const within = page.match(/<script type="application\/ld\+json">(.*?)<\/script>/s)[1];
    await check(`${name} in a page`, within, words);
    expect(`jsonld: ${name}: ${within.length} of ${text.length} bytes in a page`, within.length < text.length * 0.7 ? [] : ['it is long']);
  }
  process.exit(failures === 0 ? 0 : 1);
}

main().catch((error) => {
  console.log(`FAILED: schema_org: ${error.stack}`);
  process.exit(1);
});
