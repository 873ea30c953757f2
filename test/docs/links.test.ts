/** Links between the project's pages lead somewhere. */
import { existsSync } from 'node:fs';
import { posix } from 'node:path';
import { expect, test } from '@jest/globals';
import { pages, readPage, root, type Page } from '../support/markdown.ts';

const all = pages();

/** Why a link leads nowhere; null: it does not. */
function fault(page: Page, link: string): string | null {
  const [target = '', anchor] = link.split('#');
  const path = target === '' ? page.path : posix.join(posix.dirname(page.path), target);
  if (!existsSync(`${root}${path}`)) return `${page.path}: there is no ${path}`;
  if (anchor === undefined) return null;
  const to = all.find((one) => one.path === path.replace(/\/$/, ''));
  const isThere = to?.sections.some((section) => section.anchor === anchor) === true;
  return isThere ? null : `${page.path}: ${path} has no heading #${anchor}`;
}

const linksOf = (page: Page): readonly string[] =>
  page.sections.flatMap(({ links }) => links).filter((link) => !/^(?:https?|mailto):/.test(link));

test('every link leads to a file, and to a heading that is there', () => {
  expect(all.flatMap(linksOf).length).toBeGreaterThan(20);
  expect(all.flatMap((page) => linksOf(page).flatMap((link) => fault(page, link) ?? []))).toEqual([]);
});

test('a link to a file or a heading that is not there is found', () => {
  const page = readPage(
    'docs/architecture.md',
    '# X\n\n[a](nowhere.md) [b](#no-such) [c](../README.md#no-such) [d](#tests) `[e](code)`\n',
  );
  expect(linksOf(page).map((link) => fault(page, link))).toEqual([
    'docs/architecture.md: there is no docs/nowhere.md',
    'docs/architecture.md: docs/architecture.md has no heading #no-such',
    'docs/architecture.md: README.md has no heading #no-such',
    null,
  ]);
});

test('every page is reached from the README by links', () => {
  const reached = new Set(['README.md']);
  for (const path of reached) {
    const page = all.find((one) => one.path === path);
    const links = page === undefined ? [] : linksOf(page).map((link) => link.split('#')[0] ?? '');
    for (const target of links)
      if (target !== '') reached.add(posix.join(posix.dirname(path), target).replace(/\/$/, ''));
    if (existsSync(`${root}${path}/README.md`)) reached.add(`${path}/README.md`);
  }
  const folders = [...reached].filter((path) => !path.endsWith('.md'));
  const isReached = ({ path }: Page): boolean =>
    reached.has(path) || folders.some((folder) => path.startsWith(`${folder}/`));
  expect(all.filter((page) => !isReached(page)).map(({ path }) => path)).toEqual([]);
});
