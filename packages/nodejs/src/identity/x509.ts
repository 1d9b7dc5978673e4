// The library reads decorator metadata while it loads: this import stays first, and everybody imports the library from here.
import 'reflect-metadata';

export * from '@peculiar/x509';
