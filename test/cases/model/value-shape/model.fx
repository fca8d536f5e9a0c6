hyper c: real[2] = [1, 2, 3]
param w: real[2, 2] = [1, 2], b: real = [1, 2]
loss sum(w) + b + sum(c)
