param x: real
loss x​ + 1
loss x + `y`
loss x . 2
loss my.value + 1
loss 2 * 😀 + x
