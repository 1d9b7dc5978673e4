/** What the first page behind the sign-in uses of the library's styles; the other pages bring `shell-styles.ts`. */
import '@mantine/core/styles/Anchor.css';
import '@mantine/core/styles/Badge.css';
import '@mantine/core/styles/Title.css';
