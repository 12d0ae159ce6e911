// Takes pictures of every page, on a desk and on a phone, light and dark: node pictures.mjs URL KEY FOLDER [page ...]
import { mkdirSync } from 'node:fs';
import { browser, open, signIn, pages, settle } from './browser.mjs';

const [url, key, folder, ...only] = process.argv.slice(2);
const SIZES = { desk: { width: 1440, height: 900 }, phone: { width: 390, height: 844 } };

mkdirSync(folder, { recursive: true });
const chromium = await browser();
try {
  for (const [size, viewport] of Object.entries(SIZES)) {
    for (const colorScheme of ['light', 'dark']) {
      const { page } = await open(chromium, url, { viewport, colorScheme });
      if (!only.length || only.includes('sign-in')) await page.screenshot({ path: `${folder}/sign-in-${size}-${colorScheme}.png` });
      await signIn(page, key);
      for (const [name, hash] of Object.entries(await pages(page))) {
        if (only.length && !only.includes(name)) continue;
        await page.goto(`${url}/${hash}`);
        await settle(page);
        await page.screenshot({ path: `${folder}/${name}-${size}-${colorScheme}.png`, fullPage: true });
      }
      await page.context().close();
    }
  }
} finally {
  await chromium.close();
}
