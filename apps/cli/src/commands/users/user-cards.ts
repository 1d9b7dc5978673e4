import { createCard, deleteCard } from '@holdover/api';
import { Fault, isId } from '@holdover/kernel';
import type { Command } from 'commander';
import type { Context } from '../../context.ts';
import { option } from '../../options.ts';
import { expiresOption } from '../../remote/expiry-option.ts';
import { findUser } from '../../remote/find.ts';
import { nounCommand, remoteCommand } from '../../remote/remote-command.ts';
import { readSecretLine } from '../../secret-input.ts';

interface CardAddOptions {
  readonly move?: boolean;
  readonly expires?: string;
}

export const userCardsCommand = (context: Context): Command =>
  nounCommand('cards', 'ID cards of a user', [cardAddCommand(context), cardRemoveCommand(context)]);

const cardAddCommand = (context: Context): Command =>
  remoteCommand<CardAddOptions>(context, {
    name: 'add <user>',
    summary: 'give a user an ID card: hold it to a reader that types, or write its number to standard input',
    options: [
      option('--move', 'take it from whom it opens now (B9)'),
      expiresOption('when it ends; never unless given'),
    ],
    examples: ['holdover users cards add ada', 'holdover users cards add ada --move < card-number.txt'],
    run: async ({ api, output, environment }, [name = ''], { move, expires }) => {
      const { id, userName } = await findUser(api, name);
      const number = (await readSecretLine(environment, `Card of ${userName}`)).trim();
      const card = await api.call(createCard, {
        params: { id },
        query: { move: move === true ? 'true' : 'false' },
        body: { number, ...(expires === undefined ? {} : { expiresAt: expires }) },
      });
      output.result(
        { userId: id, userName, ...card },
        `${userName} has the ID card${card.ending === '' ? '' : ` …${card.ending}`}.`,
      );
    },
  });

const cardRemoveCommand = (context: Context): Command =>
  remoteCommand(context, {
    name: 'remove <user> <card-id>',
    summary: 'take an ID card away; gone from connected terminals within seconds (B7)',
    examples: ['holdover users show ada', 'holdover users cards remove ada crd_0198c1d2-79b0-7cc3-98c4-dc0c0c07398f'],
    run: async ({ api, output }, [name = '', cardId = '']) => {
      // Before it is sent anywhere: it may be the number itself.
      if (!isId('card', cardId)) {
        const message = 'That is no id of an ID card, crd_…: "holdover users show USER" has it';
        throw new Fault({ owner: 'caller', code: 'not-a-card-id', message });
      }
      const { id, userName } = await findUser(api, name);
      await api.call(deleteCard, { params: { id, cardId } });
      output.result({ userId: id, userName, cardId, removed: true }, `That ID card of ${userName} is gone.`);
    },
  });
