dim D 2
dim D
output p
density d(y) y^2
output p sigmoid(p)
