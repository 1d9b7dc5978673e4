import { roleField } from '@holdover/api';
import { useTexts } from '../../app/texts.tsx';
import { Card, Facts } from '../../kit/card.tsx';
import classes from './administrators.module.css';

/** What each role may do. */
export function RoleList() {
  const { t } = useTexts();
  return (
    <div className={classes['below']}>
      <Card title={t('console.administrators.role')}>
        <Facts
          items={roleField.options.map((role) => [
            t(`console.administrators.roleName.${role}`),
            t(`console.administrators.roleHint.${role}`),
          ])}
        />
      </Card>
    </div>
  );
}
