import { useId } from 'react';
import { useTexts } from '../../app/texts.tsx';
import { Card } from '../../kit/card.tsx';
import { SampleDataPart } from './sample-data-part.tsx';
import classes from './set-up.module.css';

/** On the first visit: something to look at for who has no device at hand. */
export function SampleDataOffer() {
  const { t } = useTexts();
  const id = useId();
  return (
    <section className={classes['aside']} aria-labelledby={id}>
      <h2 id={id}>{t('console.sampleData.title')}</h2>
      <SampleDataPart />
    </section>
  );
}

/** The same among the settings, where it is taken away again. */
export function SampleDataCard() {
  const { t } = useTexts();
  return (
    <Card title={t('console.sampleData.title')}>
      <SampleDataPart />
    </Card>
  );
}
