import type { AuditEntry } from '@holdover/api';
import { Button, Group } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useTexts } from '../../app/texts.tsx';
import kit from '../../kit/kit.module.css';
import classes from './audit.module.css';
import { differences } from './differences.ts';

/** What a change did, field by field, and the way to everything else that somebody, or something, changed. */
export function ChangeView({ entry }: { entry: AuditEntry }) {
  const { t, format } = useTexts();
  const found = differences(entry.before, entry.after);
  const { actor, target } = entry;
  return (
    <div className={classes['change']}>
      {found.length === 0 ? (
        <p className={kit['hint']}>{t('console.auditLog.noFields')}</p>
      ) : (
        <table>
          <thead>
            <tr>
              <th scope="col">{t('console.auditLog.field')}</th>
              <th scope="col">{t('console.audit.before')}</th>
              <th scope="col">{t('console.audit.after')}</th>
            </tr>
          </thead>
          <tbody>
            {found.map(({ field, before, after }) => (
              <tr key={field}>
                <th scope="row" className="mono break">
                  {field}
                </th>
                <td data-title={t('console.audit.before')}>
                  {before === null ? (
                    <span className={kit['hint']}>{t('console.auditLog.absent')}</span>
                  ) : (
                    <del>{before}</del>
                  )}
                </td>
                <td data-title={t('console.audit.after')}>
                  {after === null ? (
                    <span className={kit['hint']}>{t('console.auditLog.absent')}</span>
                  ) : (
                    <ins>{after}</ins>
                  )}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      <Group gap="xs">
        {actor.id === null ? null : (
          <Only search={{ actor: actor.id }} text={t('console.auditLog.onlyActor', { name: actor.name })} />
        )}
        {target.id === null ? null : (
          <Only
            search={{ target: target.id }}
            text={t('console.auditLog.onlyTarget', { name: target.name ?? target.id })}
          />
        )}
        <span className={kit['hint']}>
          {t('console.auditLog.entry', { number: format.number(entry.sequence) })}{' '}
          <code className="mono break">{entry.hash.slice(0, 16)}…</code>
        </span>
      </Group>
    </div>
  );
}

function Only({ search, text }: { search: { actor: string } | { target: string }; text: string }) {
  return (
    <Button variant="default" size="xs" renderRoot={(props) => <Link to="/audit" search={search} {...props} />}>
      {text}
    </Button>
  );
}
