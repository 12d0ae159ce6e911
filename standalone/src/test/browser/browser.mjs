// What the pictures and the tests share: Debian's Chromium, and where the pages are.
import { existsSync } from 'node:fs';
import { chromium } from 'playwright-core';

export const CHROMIUM = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find(existsSync);

export const browser = () => chromium.launch({
  executablePath: process.env.CHROMIUM ?? CHROMIUM,
  args: ['--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
    '--disable-component-update', '--disable-sync'],
});

/** A page that has not signed in, and what its browser complained of. */
export async function open(browser, url, options = {}) {
  const context = await browser.newContext({ locale: 'en-GB', timezoneId: 'Europe/London', ...options });
  const page = await context.newPage();
  const complaints = [];
  page.on('console', message => { if (message.type() === 'error') complaints.push(message.text()); });
  page.on('pageerror', error => complaints.push(String(error)));
  await page.goto(url);
  await page.waitForSelector('#key');
  return { page, complaints };
}

export async function signIn(page, key) {
  await page.fill('#key', key);
  await page.click('button.primary');
  await page.waitForSelector('nav a');
}

/** Until nothing is being loaded any more. */
export async function settle(page) {
  await page.waitForSelector('#main h1');
  await page.waitForFunction(() => document.getElementById('main').dataset.route === location.hash);
  await page.waitForFunction(() => !document.querySelector('[aria-busy]') && !document.querySelector('.loading'));
}

/** Every page by its name, with a payment and a merchant that there are. */
export async function pages(page) {
  const { merchant, payment } = await page.evaluate(async () => {
    const { data } = await (await fetch('/v1/merchants?limit=100')).json();
    for (const { id } of data) {
      const list = await (await fetch('/v1/payments?limit=1&status=succeeded', { headers: { 'Kassa-Merchant': id } })).json();
      if (list.data.length) return { merchant: id, payment: list.data[0].id };
    }
    return { merchant: data[0]?.id, payment: null };
  });
  return {
    overview: '#/overview', merchants: '#/merchants', merchant: `#/merchants/${merchant}`, payments: `#/payments?m=${merchant}`,
    ...(payment ? { payment: `#/payments/${merchant}/${payment}` } : {}),
    settlements: '#/settlements', withdrawals: '#/withdrawals', reviews: '#/reviews', jobs: '#/jobs', ledger: '#/ledger', exports: '#/exports',
  };
}
