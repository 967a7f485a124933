/** What a system call threw, in a few words for a person. */
export const faultText = (fault: unknown): string => {
  // By its shape, not its class: an error of another realm (a vm, a test runner) is of no class that is known here.
  const { code, message } =
    typeof fault === 'object' && fault !== null ? (fault as Partial<NodeJS.ErrnoException>) : {};
  switch (code) {
    case 'ENOENT':
      return 'no such file';
    case 'EACCES':
      return 'permission denied';
    case 'EISDIR':
      return 'it is a directory';
    case 'ENOSPC':
      return 'the disk is full';
    case 'EDQUOT':
      return 'the quota of the disk is used up';
    default:
      return message ?? String(fault);
  }
};
