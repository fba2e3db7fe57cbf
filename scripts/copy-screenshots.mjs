// Takes the pictures that README.md and docs/ show from the last run of the page tests:
//   npx playwright test screens.page --project=page && node scripts/copy-screenshots.mjs
import { copyFileSync, readdirSync, readFileSync } from 'node:fs'

const guide = ['README.md', ...readdirSync('docs').map((name) => `docs/${name}`)].filter((path) =>
  path.endsWith('.md'),
)
const names = new Set(
  guide.flatMap((path) =>
    [...readFileSync(path, 'utf8').matchAll(/assets\/screenshots\/([\w-]+\.png)/g)].map(
      ([, name]) => name ?? '',
    ),
  ),
)
for (const name of names) copyFileSync(`test-results/screens/${name}`, `assets/screenshots/${name}`)
console.log(`copied ${[...names].join(', ')}`)
