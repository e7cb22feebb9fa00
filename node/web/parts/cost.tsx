import type { JSX } from 'preact';
import type { DecisionView } from '../../client/views.ts';
import { formatBytes, formatNumber } from '../format.ts';
import { useText } from '../text.ts';

/** What the decision cost: computing time, gas, bytes. Kept beside the report, not in it. */
export function Cost({ cost }: { cost: NonNullable<DecisionView['cost']> }): JSX.Element {
  const { t, locale } = useText();
  const rows = [
    ...cost.components.map(({ component, cpuSeconds }) => [
      t('cost.component', { component }),
      t('unit.cpuSeconds', { seconds: formatNumber(locale, cpuSeconds, 1) }),
    ]),
    ...amounts(cost.gas).map(([name, gas]) => [
      t(`cost.gas.${name}`),
      t('unit.gas', { gas: formatNumber(locale, gas) }),
    ]),
    ...amounts(cost.bytes).map(([name, bytes]) => [t(`cost.bytes.${name}`), formatBytes(locale, bytes)]),
  ];
  return (
    <section class="section" aria-labelledby="cost">
      <h2 id="cost">{t('cost.title')}</h2>
      <div class="table-wrap">
        <table>
          <caption>{t('cost.note')}</caption>
          <tbody>
            {rows.map(([name, amount]) => (
              <tr key={name}>
                <th scope="row">{name}</th>
                <td class="number">{amount}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}

function amounts<Name extends string>(record: { [name in Name]?: number | undefined }): [Name, number][] {
  const names = Object.keys(record).filter((name): name is Name => name in record);
  return names.flatMap((name): [Name, number][] => {
    const amount = record[name];
    return amount === undefined ? [] : [[name, amount]];
  });
}
