/* A file as bytes, for the clients. */
#ifndef FILES_H
#define FILES_H

#include <stdio.h>
#include <stdlib.h>

typedef struct file {
    char *bytes;
    size_t len;
} file;

/* NULL bytes if it cannot be read; free(bytes) when done. */
static inline file file_read(const char *path) {
    file result = {NULL, 0};
    FILE *stream = fopen(path, "rb");
    if (stream == NULL) {
        return result;
    }
    if (fseek(stream, 0, SEEK_END) == 0) {
        long len = ftell(stream);
        if (len >= 0 && fseek(stream, 0, SEEK_SET) == 0) {
            result.len = (size_t)len;
            result.bytes = malloc(result.len + 1);
            if (result.bytes != NULL && fread(result.bytes, 1, result.len, stream) != result.len) {
                free(result.bytes);
                result.bytes = NULL;
            }
        }
    }
    fclose(stream);
    return result;
}

#endif
