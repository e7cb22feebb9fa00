import type { JSX } from 'preact';

/** Drawn in a 16 by 16 field with a line of 1.8. */
const PATHS = {
  check: 'M3 8.5 6.5 12 13 4.5',
  cross: 'M4 4l8 8M12 4l-8 8',
  clock: 'M8 4.5V8l2.5 1.8M8 1.8a6.2 6.2 0 1 0 0 12.4A6.2 6.2 0 0 0 8 1.8Z',
  dash: 'M3.5 8h9',
  question: 'M5.8 6a2.3 2.3 0 1 1 3.4 2c-.8.5-1.2.9-1.2 1.8M8 12.4v.1',
  eyeOff: 'M2 8s2.4-3.8 6-3.8S14 8 14 8s-2.4 3.8-6 3.8S2 8 2 8ZM3 13 13 3',
  flag: 'M4 14V2.5h8L10 5.5l2 3H4',
  pen: 'M3 13l.7-3L10.8 2.9l2.3 2.3L6 12.3 3 13Z',
  unplugged: 'M2.5 13.5 13.5 2.5M5 6a4.2 4.2 0 0 0 5 5M8 3.6A4.2 4.2 0 0 1 12.4 8',
  copy: 'M5.5 5.5h7v8h-7zM3.5 10.5v-8h7',
  download: 'M8 2.5v7.5M4.8 7 8 10.2 11.2 7M3 13.5h10',
} as const;

export type IconName = keyof typeof PATHS;

/** A decoration beside a word; assistive technology reads the word only. */
export function Icon({ name }: { name: IconName }): JSX.Element {
  return (
    <svg class="icon" viewBox="0 0 16 16" aria-hidden="true" focusable="false">
      <path
        d={PATHS[name]}
        fill="none"
        stroke="currentColor"
        stroke-width="1.8"
        stroke-linecap="round"
        stroke-linejoin="round"
      />
    </svg>
  );
}
