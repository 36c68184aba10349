"""Questions put to studies, and studies that a program makes to answer one."""
