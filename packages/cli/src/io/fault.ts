/** What a system call threw, in a few words for a person. */
export const faultText = (fault: unknown): string => {
  const code = fault instanceof Error && 'code' in fault ? String(fault.code) : null;
  switch (code) {
    case 'ENOENT':
      return 'no such file';
    case 'EACCES':
      return 'permission denied';
    case 'EISDIR':
      return 'it is a directory';
    default:
      return fault instanceof Error ? fault.message : String(fault);
  }
};
