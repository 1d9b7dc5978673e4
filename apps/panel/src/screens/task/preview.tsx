import type { PanelTask } from '@holdover/api';
import { useEffect, useRef } from 'preact/hooks';
import { usePanelApp } from '../../panel-app.ts';

interface PreviewProps {
  readonly task: PanelTask;
  /** Null: the newest. */
  readonly page: number | null;
}

/** The pages as they were scanned: one large, all of them along the edge. */
export function Preview({ task, page }: PreviewProps) {
  const { texts } = usePanelApp();
  const t = texts.value;
  const pages = task.previews;
  const current = Math.min(page ?? pages, pages);
  return (
    <div class="preview">
      <div class="preview__page">
        <img
          key={current}
          src={pageImage(task, current)}
          alt={t('panelTasks.preview.page', { page: current, pages })}
          decoding="async"
        />
      </div>
      {pages > 1 && <FilmStrip task={task} current={current} />}
    </div>
  );
}

function FilmStrip({ task, current }: { readonly task: PanelTask; readonly current: number }) {
  const { texts, dispatch } = usePanelApp();
  const t = texts.value;
  const here = useRef<HTMLButtonElement>(null);
  useEffect(() => here.current?.scrollIntoView({ block: 'nearest', inline: 'nearest' }), [current]);
  return (
    <ol class="film" aria-label={t('panelTasks.preview.strip')}>
      {Array.from({ length: task.previews }, (_, index) => index + 1).map((page) => (
        <li key={page}>
          <button
            ref={page === current ? here : null}
            type="button"
            class="film__page"
            aria-label={t('panelTasks.preview.show', { page })}
            aria-current={page === current}
            onClick={() => dispatch({ type: 'page-chosen', page })}
          >
            <img src={pageImage(task, page)} alt="" loading="lazy" decoding="async" />
            <span aria-hidden="true">{page}</span>
          </button>
        </li>
      ))}
    </ol>
  );
}

const pageImage = ({ id }: PanelTask, page: number): string => `api/tasks/${id}/pages/${page}`;
