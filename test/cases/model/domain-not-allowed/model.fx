param n: count, s: category(3), b: binary
hyper w: weight = 1
loss n + s + b + w
