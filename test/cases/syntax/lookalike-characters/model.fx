param x: real, β: real
loss x² + √x
loss x – 1
loss x && 1
loss |x|
loss x!
z = x @ x'
loss x ** 2
loss x | 2
# accepted as they stand: minus, dots, crosses and comparisons of print
loss −x · β × 2 ÷ 3 + (x ≤ 1 ? 1 : 0)
