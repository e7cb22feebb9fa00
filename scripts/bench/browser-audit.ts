import { missingBrowser, startBrowser, textOf } from '../../test/node/web/browser.fixture.ts';

/** Seconds that the page says it needed to check decision 1, once per reload; none where there is no Chromium. */
export async function browserAudits(url: string, rounds: number): Promise<number[]> {
  if (missingBrowser() !== undefined) return [];
  const browser = await startBrowser();
  const seconds: number[] = [];
  try {
    for (let round = 0; round < rounds; round++) {
      await browser.page.goto(`${url.replace(/\/$/, '')}/decisions/1`);
      await browser.page.getByRole('button', { name: 'Check it here' }).click();
      const said = await textOf(browser.page.getByText('Checked in this browser in'));
      seconds.push(Number(/([\d.]+) s/.exec(said.replace('\u00a0', ' '))?.[1]));
    }
  } finally {
    await browser.close();
  }
  return seconds;
}
