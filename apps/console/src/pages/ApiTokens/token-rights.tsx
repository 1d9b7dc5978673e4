import { rightField, type ApiToken } from '@holdover/api';
import { useDisclosure } from '@mantine/hooks';
import { useTexts } from '../../app/texts.tsx';
import kit from '../../kit/kit.module.css';
import { Opener } from '../../kit/opener.tsx';
import { rightKey } from '../../kit/right-key.ts';

/** More would fill a phone's screen. */
const SHOWN = 2;

/** What a token may do: the first few rights, the others when asked for. */
export function TokenRights({ name, rights }: Pick<ApiToken, 'name' | 'rights'>) {
  const { t, format } = useTexts();
  const [open, { toggle }] = useDisclosure(false);
  const all = rightField.options.every((right) => rights.includes(right));
  // One right more takes no more room than the words for it.
  const short = all ? 0 : rights.length <= SHOWN + 1 ? rights.length : SHOWN;
  const count = rights.length - short;
  return (
    <div className={kit['hint']}>
      <List rights={rights.slice(0, short)} />
      {count === 0 ? null : (
        <>
          <Opener open={open} label={t('console.tokens.rightsOf', { name })} onToggle={toggle}>
            {all
              ? t('console.tokens.allRights')
              : t('console.tokens.moreRights', { count, number: format.number(count) })}
          </Opener>
          {open ? <List rights={rights.slice(short)} /> : null}
        </>
      )}
    </div>
  );
}

function List({ rights }: Pick<ApiToken, 'rights'>) {
  const { t } = useTexts();
  return (
    <ul>
      {rights.map((right) => (
        <li key={right}>{t(`console.tokens.rightOf.${rightKey(right)}`)}</li>
      ))}
    </ul>
  );
}
