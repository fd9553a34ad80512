/**
 * Version of the reader. Counted up by hand with every change of what is read out of a text, so that whoever keeps a
 * reading knows that it has to be made again.
 */
export const READER = '2'
