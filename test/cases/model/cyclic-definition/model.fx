param w: real
a = b + w
b = a * 2
c = c + 1
loss a + b + c
