cd /tmp/work/out-own; export WT=/tmp/work/out-own/snap F=/tmp/work/out-own/files
if [ $1 = a ]; then
./go.sh grinnell own_regression $F/GrinnellHouses.csv SalePrice; ./go.sh wine own_classification $F/wine.csv cultivar; ./go.sh wagepan own_regression $F/wagepan.csv lwage
else
./go.sh births own_classification $F/births.csv premature; ./go.sh hepatic own_classification $F/hepatic_injury_qsar.csv class; ./go.sh star own_regression $F/STAR.csv math3
fi
