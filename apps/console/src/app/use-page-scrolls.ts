import { useEffect } from 'react';

/** Marks the page as longer than its window (`data-scrolls`): only then a dialog before it has a scroll bar to stand in for. */
export function usePageScrolls(): void {
  useEffect(() => {
    const page = document.documentElement;
    const mark = (): void => void page.toggleAttribute('data-scrolls', page.scrollHeight > page.clientHeight);
    const watch = new ResizeObserver(mark);
    watch.observe(document.body);
    addEventListener('resize', mark);
    return () => {
      watch.disconnect();
      removeEventListener('resize', mark);
    };
  }, []);
}
